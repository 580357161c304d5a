// One text of the page's address, read and written as a ref: filters and open tabs, so that a link shows the same. What
// changes starts a list over; `replace` leaves no step to go back to.
import { computed, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

export function useQuery<T extends string = string>(
	name: string,
	otherwise: NoInfer<T>,
	options: { replace?: boolean; keepPage?: boolean } = {},
): WritableComputedRef<T> {
	const route = useRoute();
	const router = useRouter();
	return computed<T>({
		get: () => (typeof route.query[name] === "string" ? (route.query[name] as T) : otherwise),
		set: (value) => {
			const query = {
				...route.query,
				[name]: value === otherwise || value === "" ? undefined : value,
				...(options.keepPage ? {} : { after: undefined }),
			};
			void (options.replace ? router.replace({ query }) : router.push({ query }));
		},
	});
}
