// A record as the team reads it on the phone (common/records/reading.ts).
import { readerOf } from "@/common/records/reading";
import { unitName } from "@/common/records/units";
import { settings } from "@/phone/app";
import { areaName, codeName, codesOf, venueName } from "@/phone/composables/names";
import { t } from "@/phone/texts";

export const { fieldLabel, fieldValue, fieldsOf } = readerOf({
	words: () => t.value.list,
	common: () => t.value.common,
	names: { codeName, codesOf, venueName },
	areaName,
	dayText: (day) => t.value.common.date(day),
	unitOf: (item) => unitName(item.unit, settings.value.language),
});
