// The pages and their addresses. Behind the hash, so that a reload needs nothing of the server but the one page.
import { createRouter, createWebHashHistory, type RouteRecordRaw } from "vue-router";
import { NoAnswer } from "@/common/http";
import { placeOfPage, rememberPages } from "./composables/going_back";
import { failed } from "./composables/notify";
import type { Right } from "./api/session";

declare module "vue-router" {
	interface RouteMeta {
		right?: Right; // needed to see the page; the server decides all the same
	}
}

const routes: RouteRecordRaw[] = [
	{ path: "/", redirect: "/coverage" },
	{ path: "/coverage", component: () => import("./pages/coverage/CoveragePage.vue") },
	{ path: "/gaps", component: () => import("./pages/gaps/GapsPage.vue") },
	{ path: "/places", component: () => import("./pages/gaps/PlacesPage.vue") },
	{ path: "/months", component: () => import("./pages/months/MonthsPage.vue") },
	{ path: "/cross", component: () => import("./pages/cross/CrossPage.vue") },
	{ path: "/words", component: () => import("./pages/words/WordsPage.vue") },
	{ path: "/events", component: () => import("./pages/events/EventsPage.vue"), meta: { right: "events" } },
	{ path: "/events/:id", component: () => import("./pages/review/EventPage.vue"), meta: { right: "events" } },
	{ path: "/review", component: () => import("./pages/review/ReviewPage.vue"), meta: { right: "events" } },
	{ path: "/look-alikes", component: () => import("./pages/review/LookAlikesPage.vue"), meta: { right: "events" } },
	{ path: "/kept", component: () => import("./pages/kept/KeptPage.vue"), meta: { right: "kept" } },
	{ path: "/kept/:id", component: () => import("./pages/kept/KeptChangePage.vue"), meta: { right: "kept" } },
	{ path: "/entry", component: () => import("./pages/entry/EntryPage.vue"), meta: { right: "enter" } },
	{ path: "/entry/:id", component: () => import("./pages/entry/EntryPage.vue"), meta: { right: "enter" } },
	{ path: "/reports", component: () => import("./pages/reports/ReportsPage.vue") },
	{ path: "/reports/print", component: () => import("./pages/reports/print/PrintPage.vue") },
	{ path: "/report-tasks", component: () => import("./pages/report_tasks/ReportTasksPage.vue") },
	{ path: "/reports/sealed/:id", component: () => import("./pages/reports/sealed/SealedPrintPage.vue") },
	{ path: "/verify", component: () => import("./pages/reports/verify/VerifyPage.vue") },
	{ path: "/reporting", component: () => import("./pages/reporting/ReportingPage.vue") },
	{ path: "/devices", component: () => import("./pages/teams/DevicesPage.vue"), meta: { right: "teams" } },
	{ path: "/teams", component: () => import("./pages/teams/TeamsPage.vue"), meta: { right: "teams" } },
	{ path: "/teams/:id", component: () => import("./pages/teams/TeamPage.vue"), meta: { right: "teams" } },
	{ path: "/notices", component: () => import("./pages/teams/NoticesPage.vue"), meta: { right: "notices" } },
	{ path: "/targets", component: () => import("./pages/targets/TargetsPage.vue") },
	{ path: "/venues", component: () => import("./pages/venues/VenuesPage.vue") },
	{ path: "/settings/:part?", component: () => import("./pages/settings/SettingsPage.vue"), meta: { right: "settings" } },
	{ path: "/samples", component: () => import("./pages/samples/SamplesPage.vue"), meta: { right: "events" } },
	{ path: "/samples/:id", component: () => import("./pages/samples/SamplePage.vue"), meta: { right: "events" } },
	{ path: "/audit", component: () => import("./pages/settings/AuditPage.vue"), meta: { right: "audit" } },
	{ path: "/account", component: () => import("./pages/settings/AccountPage.vue") },
	{ path: "/:rest(.*)", component: () => import("./pages/NothingPage.vue") },
];

export const router = createRouter({
	history: createWebHashHistory(),
	routes,
	// Going back finds the place again; a page that only asks another question stays where it is.
	scrollBehavior: (to, from, saved) => (saved ? placeOfPage(to.fullPath, saved) : to.path === from.path ? false : { top: 0 }),
});
rememberPages(router);

// A page that cannot be loaded: the server is away, or it has newer pages than those that are open here.
router.onError(async (error: unknown, to) => {
	const isThere = await fetch("/console/", { method: "HEAD", cache: "no-store" }).then(
		(answer) => answer.ok,
		() => false,
	);
	if (!isThere) {
		failed(new NoAnswer(String(error)));
		return;
	}
	location.hash = to.fullPath;
	location.reload();
});
