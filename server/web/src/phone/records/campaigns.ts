// Which campaigns belong to which days of the year, so that the form offers in March what March is about. Only an order:
// every campaign can be chosen on every day, and one that is not listed here is simply never near.

const seasons: Record<string, [string, string]> = {
	womens_day: ["03-01", "03-15"],
	consumer_day: ["03-08", "03-20"],
	civil_code_month: ["05-01", "05-31"],
	childrens_day: ["05-20", "06-07"],
	safety_month: ["06-01", "06-30"],
	anti_drugs_day: ["06-10", "06-30"],
	legal_publicity_day: ["11-25", "12-10"],
	constitution_week: ["11-28", "12-10"],
};

export function isNear(campaign: string, day: string): boolean {
	const season = seasons[campaign];
	const monthDay = day.slice(5);
	return season !== undefined && season[0] <= monthDay && monthDay <= season[1];
}
