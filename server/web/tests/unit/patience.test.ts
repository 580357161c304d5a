// How long browser tests wait follows the machine.
import { expect, it } from "vitest";
import { slowness } from "../e2e/support/patience";

it.each([
	[0, 2, 1],
	[1.5, 2, 1],
	[10, 2, 5],
	[12, 8, 1.5],
	[100, 2, 8],
])("at a load of %d on %d cores it is %d times as long", (load, cores, factor) => expect(slowness(load, cores)).toBe(factor));
