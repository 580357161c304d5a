// Shapes of the answers about teams, phones, codes and notices.

export interface Member {
	name: string;
	unit?: string | null;
	from?: string | null;
	to?: string | null;
}

export interface Team {
	id: string;
	name: string;
	area: string;
	area_name: string;
	leader: string;
	phone: string;
	created_at: string;
	last_heard_at: string | null;
	unsent: number;
	written_off: number;
}

export interface TeamWithMembers extends Team {
	members: Member[];
}

export interface Pending {
	events: number;
	edits: number;
	photos: number;
	oldest: string | null;
}

export type DeviceState = "active" | "revoked" | "lost" | "outbox_only";

export interface Device {
	id: string;
	name: string;
	teams: string[];
	state: DeviceState;
	created_at: string;
	last_heard_at: string | null;
	app_version: string;
	clock_offset_s: number | null;
	pending: Pending;
	written_off: Pending | null;
	revoked_at: string | null;
	lost_at: string | null;
}

export interface Enrolment {
	code: string;
	team: string;
	state: "open" | "used" | "cancelled" | "expired";
	created_at: string;
	expires: string;
	made_by: string;
	device: string | null;
	outbox_only: boolean;
	used_at: string | null;
}

// As it is made: with what a phone's camera reads.
export interface NewEnrolment extends Enrolment {
	url: string;
	svg: string;
}

export interface Notice {
	id: string;
	number: number;
	kind: "notice" | "reminder";
	title: string | null;
	text: string;
	due_on: string | null;
	area: string | null;
	team: string | null;
	made_by: string;
	made_at: string;
	withdrawn_at: string | null;
	teams: number;
	read_by: number;
	receipts?: { team: string; name: string; read_at: string | null; device: string | null }[];
}
