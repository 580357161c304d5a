import { createRouter, createWebHashHistory } from "vue-router";
import { failedScreen } from "./composables/failed_screen";
import EventsScreen from "./screens/EventsScreen.vue";

// `tab`: stands in the bar at the bottom. `open`: also before the phone has joined a team. `form`: unsaved typing may be
// on it, so that a new version of the app waits. `each`: made anew for each event, also when the way leads from one to the other.
declare module "vue-router" {
	interface RouteMeta {
		tab?: "events" | "notices" | "year" | "settings";
		open?: boolean;
		form?: boolean;
		each?: boolean;
	}
}

export const router = createRouter({
	history: createWebHashHistory(),
	routes: [
		{ path: "/", component: EventsScreen, meta: { tab: "events" } },
		{ path: "/event/:id", component: () => import("./screens/EventScreen.vue"), props: true, meta: { each: true } },
		{
			path: "/event/:id/choose",
			component: () => import("./screens/ConflictScreen.vue"),
			props: true,
			meta: { form: true, each: true },
		},
		{ path: "/record/:id", component: () => import("./screens/RecordScreen.vue"), props: true, meta: { form: true } },
		{ path: "/notices", component: () => import("./screens/NoticesScreen.vue"), meta: { tab: "notices" } },
		{ path: "/year", component: () => import("./screens/YearScreen.vue"), meta: { tab: "year" } },
		{ path: "/settings", component: () => import("./screens/SettingsScreen.vue"), meta: { tab: "settings" } },
		{ path: "/sync", component: () => import("./screens/SyncScreen.vue") },
		{ path: "/enrol", component: () => import("./screens/EnrolScreen.vue"), meta: { open: true, form: true } },
		{ path: "/setup", component: () => import("./screens/SetupScreen.vue"), meta: { open: true, form: true } },
		{ path: "/:rest(.*)", redirect: "/" },
	],
	scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.onError((_error, to) => (failedScreen.value = to.fullPath));
router.afterEach((_to, _from, failure) => {
	if (!failure) failedScreen.value = null;
});
