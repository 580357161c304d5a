declare const APP_VERSION: string;

declare module "virtual:event-validator" {
	import type { ValidateFunction } from "ajv";
	const validate: ValidateFunction;
	export default validate;
}

// Letter → the characters that have a reading with it.
declare module "virtual:initials" {
	const table: Record<string, string>;
	export default table;
}

declare module "postcss-pxtorem" {
	import type { AcceptedPlugin } from "postcss";
	export default function pxToRem(options: { rootValue: number; propList: string[] }): AcceptedPlugin;
}
