// @vitest-environment happy-dom
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { h, nextTick } from "vue";
import ChoiceGroup from "@/phone/components/record/ChoiceGroup.vue";
import FormField from "@/phone/components/record/FormField.vue";
import NumberInput from "@/phone/components/record/NumberInput.vue";
import UsualSets from "@/phone/components/record/UsualSets.vue";
import { nothingRecent } from "@/phone/records/recent";
import { createRecordForm, recordFormKey } from "@/phone/records/record_form";

const options = [
	{ code: "village", name: "乡村" },
	{ code: "school", name: "学校" },
	{ code: "other", name: "其他", note: "不计入八进" },
];

function form() {
	const draft = {
		id: "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f",
		event: { kind: "session" as const },
		editing: false,
		team: "",
		areaConfirmed: false,
		updatedAt: "",
	};
	return createRecordForm({ draft, row: null, recent: nothingRecent });
}

describe("choices", () => {
	it("say that the chosen one was tapped again: another day is picked from the calendar twice", async () => {
		const group = mount(ChoiceGroup, { props: { options, look: "chips", modelValue: "school" } });
		await group.findAll("button")[1]?.trigger("click");
		expect(group.emitted()).toMatchObject({ again: [["school"]] });
		expect(group.emitted("update:modelValue")).toBeUndefined();
		await group.findAll("button")[0]?.trigger("click");
		expect(group.emitted("update:modelValue")).toEqual([["village"]]);
	});

	it("are radio buttons with one stop of the tab key, moved between by arrows", async () => {
		const group = mount(ChoiceGroup, {
			props: { options, look: "tiles", modelValue: "school", labelledby: "l" },
			attachTo: document.body,
		});
		expect(group.attributes("role")).toBe("radiogroup");
		const radios = group.findAll("[role=radio]");
		expect(radios.map((radio) => radio.attributes("aria-checked"))).toEqual(["false", "true", "false"]);
		expect(radios.map((radio) => radio.attributes("tabindex"))).toEqual(["-1", "0", "-1"]);
		await radios[1]?.trigger("keydown", { key: "ArrowRight" });
		expect(group.emitted("update:modelValue")?.[0]).toEqual(["other"]);
		expect(document.activeElement?.textContent).toContain("其他");
		group.unmount();
	});

	it("have a first stop while nothing is chosen, and can be taken back where that is meant", async () => {
		const group = mount(ChoiceGroup, { props: { options, look: "chips", modelValue: null, clearable: true } });
		expect(group.find("button").attributes("tabindex")).toBe("0");
		await group.setProps({ modelValue: "village" });
		await group.find("button").trigger("click");
		expect(group.emitted("update:modelValue")?.[0]).toEqual([null]);
	});

	it("of which several may be chosen are check boxes, in the order in which they were tapped", async () => {
		const group = mount(ChoiceGroup, { props: { options, look: "chips", modelValue: ["school"], multiple: true } });
		expect(group.attributes("role")).toBe("group");
		const boxes = group.findAll("[role=checkbox]");
		await boxes[0]?.trigger("click");
		await boxes[1]?.trigger("click");
		// The second tap took the school back.
		expect(group.emitted("update:modelValue")).toEqual([[["school", "village"]], [["village"]]]);
	});
});

describe("a number", () => {
	it("opens the keypad and takes digits only", async () => {
		const input = mount(NumberInput, { props: { modelValue: undefined, unit: "人次" } });
		expect(input.find("input").attributes("inputmode")).toBe("numeric");
		const element = input.find("input").element as HTMLInputElement;
		await input.find("input").setValue("８00人");
		expect(input.emitted("update:modelValue")?.[0]).toEqual([800]);
		expect(element.value).toBe("８00人"); // as it was typed
		await input.find("input").setValue("1.2万");
		expect(input.emitted("update:modelValue")?.[1]).toEqual([12_000]);
		expect(input.text()).toContain("读作 12,000");
		await input.find("input").setValue("200-300");
		expect(input.emitted("update:modelValue")?.[2]).toEqual(["200-300"]);
		expect(element.value).toBe("200-300");
	});
});

describe("a field", () => {
	it("ties its label and what is wrong to the input", async () => {
		const state = form();
		const field = mount(FormField, {
			props: { label: "受教育人次", pointers: ["/reach/total"] },
			slots: { default: ({ bound }: { bound: object }) => h(NumberInput, bound) },
			global: { provide: { [recordFormKey as symbol]: state } },
		});
		const input = field.find("input");
		expect(field.find("label").attributes("for")).toBe(input.attributes("id"));
		expect(input.attributes("aria-invalid")).toBeUndefined();
		state.touch("/reach/total");
		await nextTick();
		expect(input.attributes("aria-invalid")).toBe("true");
		const message = field.find(`[id="${input.attributes("aria-describedby")}"]`);
		expect(message.attributes("aria-live")).toBe("polite");
		expect(message.text()).toBe("请填受教育人次，没有人就填 0");
	});
});

describe("usual sets", () => {
	const set = { topics: ["civil_code"], items: ["leaflet", "poster"], speakers: ["张晓红"] };

	it("are filled in by one tap, without a figure, and then no longer offered", async () => {
		const { draft } = form();
		const filling = createRecordForm({ draft, row: null, recent: { ...nothingRecent, sets: [set] } });
		const offered = mount(UsualSets, { global: { provide: { [recordFormKey as symbol]: filling } } });
		await offered.find("button").trigger("click");
		expect(filling.event).toMatchObject({
			topics: ["civil_code"],
			materials: [{ item: "leaflet" }, { item: "poster" }],
			speakers: ["张晓红"],
		});
		expect(filling.event.materials?.some((row) => "copies" in row)).toBe(false);
		expect(offered.find("button").exists()).toBe(false);
	});

	it("are not offered over what was filled in already", () => {
		const { draft } = form();
		draft.event.speakers = ["李建国"];
		const filling = createRecordForm({ draft, row: null, recent: { ...nothingRecent, sets: [set] } });
		expect(
			mount(UsualSets, { global: { provide: { [recordFormKey as symbol]: filling } } })
				.find("button")
				.exists(),
		).toBe(false);
	});
});
