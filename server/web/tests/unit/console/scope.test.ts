// @vitest-environment happy-dom
// What of time a page shows, spans in words, and an answer that leaves with its question.
import { effectScope, nextTick, ref } from "vue";
import { describe, expect, it } from "vitest";
import { NoAnswer } from "@/common/http";
import { useLoad, type Load } from "@/console/composables/use_load";
import { isWholeYears, monthWithin, named, presetsOn, spanText } from "@/console/utils/periods";
import { shownSpan, spansOf, yearsOf } from "@/console/composables/scope";
import { en, zh } from "@/console/texts/common";
import { zh as tables } from "@/console/texts/report_tables";

describe("the span of an address", () => {
	const odd = { from: "2014-07", to: "2015-06" };

	it("is shown by pages that can, and named by those that show its last year instead", () => {
		expect(shownSpan("days", odd, "2013")).toEqual({ year: "", ...odd, carried: null });
		for (const spans of ["years", "year"] as const)
			expect(shownSpan(spans, odd, "2013")).toEqual({ year: "2015", from: "", to: "", carried: odd });
		expect(shownSpan("year", null, "2013")).toEqual({ year: "2013", from: "", to: "", carried: null });
	});

	it("of whole years is shown beside targets, and of one year by every page", () => {
		const five = { from: "2011-01", to: "2015-12" };
		expect(shownSpan("years", five, "").carried).toBeNull();
		expect(shownSpan("years", five, "").from).toBe("2011-01");
		expect(shownSpan("year", five, "")).toEqual({ year: "2015", from: "", to: "", carried: five });
		expect(shownSpan("year", { from: "2015-01-01", to: "2015-12-31" }, "")).toEqual({ year: "2015", from: "", to: "", carried: null });
		expect(shownSpan("year", { from: "2015-01-10", to: "2015-12-31" }, "").carried).not.toBeNull();
		expect(yearsOf(odd)).toEqual(["2015", "2014"]);
	});

	it("is of one year on the pages of targets, months and reporting", () => {
		expect(["/targets", "/months", "/reporting"].map(spansOf)).toEqual(["year", "year", "year"]);
		expect(["/gaps", "/coverage", "/reports", "/places", "/samples"].map(spansOf)).toEqual(["years", "days", "days", "days", "days"]);
	});
});

describe("days", () => {
	it("of whole months are named by them", () => {
		expect(named("2015-01-01", "2015-11-20")).toEqual({ from: "2015-01-01", to: "2015-11-20" });
		expect(named("2016-02-01", "2016-02-29")).toEqual({ from: "2016-02", to: "2016-02" });
		expect(named("2015-02-01", "2016-02-28")).toEqual({ from: "2015-02-01", to: "2016-02-28" });
		expect(isWholeYears({ from: "2015-11-01", to: "2015-12-12" })).toBe(false);
	});

	it("that offices ask for most, as of a day of Shanghai", () => {
		const found = Object.fromEntries(presetsOn("2015-11-20").map(({ id, from, to }) => [id, `${from} ${to}`]));
		expect(found).toEqual({
			month: "2015-11 2015-11",
			quarter: "2015-10 2015-12",
			half: "2015-01 2015-06",
			so_far: "2015-01-01 2015-11-20",
			last_year: "2014-01 2014-12",
		});
		expect(presetsOn("2015-03-31")[3]).toEqual({ id: "so_far", from: "2015-01", to: "2015-03" });
	});

	it("in words", () => {
		expect(spanText({ from: "2015-01-01", to: "2015-11-20" }, zh as never)).toBe("2015 年 1 月 1 日～2015 年 11 月 20 日");
		expect(spanText({ from: "2015-11", to: "2015-11" }, zh as never)).toBe("2015 年 11 月");
		expect(spanText({ from: "2011-01", to: "2015-12" }, en as never)).toBe("2011 to 2015");
		expect(tables.period("2015-11-01", "2015-12-12")).toBe("2015 年 11 月 1 日至2015 年 12 月 12 日");
		expect(tables.period("2015-01-01", "2015-12-31")).toBe("2015 年");
	});

	it("of a month within a span are no more than the span has", () => {
		const span = { from: "2015-03-10", to: "2015-11-20" };
		expect(monthWithin("2015-03", span)).toEqual({ from: "2015-03-10", to: "2015-03-31" });
		expect(monthWithin("2015-05", span)).toEqual({ from: "2015-05", to: "2015-05" });
		expect(monthWithin("2015-11", span)).toEqual({ from: "2015-11-01", to: "2015-11-20" });
		expect(monthWithin("2015-11", { from: "2015-11-03", to: "2015-11-04" })).toEqual({ from: "2015-11-03", to: "2015-11-04" });
	});
});

describe("what was asked for", () => {
	it("leaves with its question, and stays when the same cannot be asked again", async () => {
		const basis = ref("received");
		let isAway = false;
		const scope = effectScope();
		const answer = () => (isAway ? Promise.reject(new NoAnswer("away")) : Promise.resolve(`figures on ${basis.value}`));
		const load = scope.run(() => useLoad(answer, { watch: () => [basis.value] })) as Load<string>;
		const settled = async () => {
			await nextTick();
			await new Promise((done) => queueMicrotask(() => queueMicrotask(() => done(null))));
			await nextTick();
		};
		await settled();
		expect(load.value.value).toBe("figures on received");
		isAway = true;
		await load.reload();
		expect([load.value.value, load.status.value, load.error.value]).toEqual(["figures on received", "ready", expect.any(NoAnswer)]);
		basis.value = "verified";
		await nextTick();
		expect(load.value.value).toBeNull();
		await settled();
		expect([load.value.value, load.status.value]).toEqual([null, "failed"]);
		isAway = false;
		await load.reload();
		expect(load.value.value).toBe("figures on verified");
		scope.stop();
	});
});
