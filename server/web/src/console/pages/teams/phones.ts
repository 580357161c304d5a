// Phones as the list shows them: which fit a filter, in which order, and which have an old app. Pure.
import { soughtIn } from "@/common/plain_text";
import type { Device, DeviceState } from "@/console/api/team_types";
import { daysSince } from "@/console/composables/ago";

export interface DeviceFilter {
	team: string;
	state: DeviceState | "";
	silentDays: number; // 0: those heard too
	text: string;
}

export type DeviceOrder = "heard" | "unsent" | "name";

export function unsentOf(device: Device): number {
	return device.pending.events + device.pending.edits;
}

export function isSilent(heardAt: string | null, days: number, now: number): boolean {
	return heardAt === null || daysSince(heardAt, now) >= days;
}

export function filterDevices(devices: Device[], filter: DeviceFilter, now: number): Device[] {
	const isSought = soughtIn(filter.text);
	return devices.filter(
		(device) =>
			(filter.team === "" || device.teams.includes(filter.team)) &&
			(filter.state === "" || device.state === filter.state) &&
			isSought(device.name) &&
			// What was revoked or lost is not expected to call.
			(filter.silentDays === 0 ||
				((device.state === "active" || device.state === "outbox_only") && isSilent(device.last_heard_at, filter.silentDays, now))),
	);
}

export function sortDevices(devices: Device[], order: DeviceOrder): Device[] {
	const heard = (device: Device) => device.last_heard_at ?? "";
	const byName = (left: Device, right: Device) => left.name.localeCompare(right.name, "zh") || left.id.localeCompare(right.id);
	const orders: Record<DeviceOrder, (left: Device, right: Device) => number> = {
		heard: (left, right) => heard(left).localeCompare(heard(right)) || byName(left, right),
		unsent: (left, right) => unsentOf(right) - unsentOf(left) || heard(left).localeCompare(heard(right)) || byName(left, right),
		name: byName,
	};
	return [...devices].sort(orders[order]);
}

// "1.10.0" is newer than "1.9.3".
export function compareVersions(left: string, right: string): number {
	const numbers = (version: string) => version.split(/[^0-9]+/).map(Number);
	const [ours, theirs] = [numbers(left), numbers(right)];
	for (let index = 0; index < Math.max(ours.length, theirs.length); ++index) {
		const difference = (ours[index] ?? 0) - (theirs[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

// The newest among the phones in use; "" while none has told.
export function newestVersion(devices: Device[]): string {
	const versions = devices.filter((device) => device.state === "active").map((device) => device.app_version);
	return versions.reduce((newest, version) => (compareVersions(version, newest) > 0 ? version : newest), "");
}
