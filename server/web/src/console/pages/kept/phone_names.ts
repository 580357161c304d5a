// Names of phones, asked once a page; of the own scope, so some may stay unknown.
import { ref, type Ref } from "vue";
import { ask } from "@/console/api/http";
import type { Device } from "@/console/api/team_types";

export function usePhoneNames(): Ref<Map<string, string>> {
	const names = ref(new Map<string, string>());
	ask<{ devices: Device[] }>("/devices").then(
		({ devices }) => {
			names.value = new Map(devices.map((device) => [device.id, device.name]));
		},
		() => undefined, // then they stand without
	);
	return names;
}
