// Charts of figures, as ECharts wants them. Tooltips are drawn on the canvas: the page's policy allows no markup from strings.
import type { ChartOption } from "@/console/components/echarts";
import { language } from "@/console/texts/language";
import {
	canvasInk as ink,
	canvasLine as line,
	canvasMuted as muted,
	canvasPaper,
	lastYearColour,
	thisYearColour,
	typeColours,
} from "@/console/utils/colours";
import { lineTotals, type Figure } from "./chart_table";

export interface Look {
	unit: string;
	total: string;
	narrow: boolean;
	patterns: boolean;
	animated: boolean;
}

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
const written = (value: number) => value.toLocaleString("zh-CN");

// "300万" on the axis, where seven digits would take the room of the bars; "3M" in English.
export function axisNumber(value: number): string {
	if (language.value === "en")
		return value >= 1_000_000 ? `${value / 1_000_000}M` : value >= 10_000 ? `${value / 1000}k` : written(value);
	if (value >= 100_000_000) return `${value / 100_000_000}亿`;
	return value >= 10_000 ? `${value / 10_000}万` : written(value);
}

// "10.3万" above a bar: as much as is read at a glance.
export function shortNumber(value: number): string {
	if (language.value === "en") {
		const [size, letter] = value >= 1_000_000 ? [1_000_000, "M"] : [1000, "k"];
		return value >= 10_000 ? `${Math.floor((value * 10) / size) / 10}${letter}` : written(value);
	}
	const [unit, name] = value >= 100_000_000 ? [100_000_000, "亿"] : [10_000, "万"];
	return value >= 10_000 ? `${Math.floor((value * 10) / unit) / 10}${name}` : written(value);
}

interface Shown {
	seriesName?: string;
	name: string;
	value: unknown;
	marker: unknown;
}

function base(figure: Figure, look: Look): ChartOption {
	return {
		animation: look.animated,
		textStyle: { fontFamily: font, color: ink },
		aria: { enabled: true, label: { enabled: false }, decal: { show: look.patterns } },
		tooltip: {
			trigger: "axis",
			axisPointer: { type: "shadow" },
			renderMode: "richText",
			confine: true,
			textStyle: { color: ink, fontSize: 13 },
			formatter: (items) => {
				const shown = (Array.isArray(items) ? items : [items]) as Shown[];
				const present = shown.filter(({ value }) => Number(value) > 0);
				const total = shown.reduce((sum, { value }) => sum + Number(value ?? 0), 0);
				const lines = present.map(({ seriesName, value }) => `${seriesName ?? ""}  ${written(Number(value))}`);
				const isStack = figure.series.length > 2;
				return [
					shown[0]?.name ?? "",
					...lines,
					...(isStack || lines.length === 0 ? [`${look.total}  ${written(total)} ${look.unit}`] : []),
				].join("\n");
			},
		},
		legend: { type: "plain", bottom: 0, icon: "rect", itemWidth: 14, itemHeight: 14, textStyle: { color: ink, fontSize: 13 } },
		grid: {
			left: 4,
			right: look.narrow ? 8 : 16,
			top: 28,
			bottom: look.narrow && figure.series.length > 2 ? 68 : 40,
			outerBoundsMode: "same",
			outerBoundsContain: "axisLabel",
		},
	};
}

const yearColours = ({ series }: Figure) => (series.length > 1 ? [lastYearColour, thisYearColour] : [thisYearColour]);

const valueAxis = (unit: string) => ({
	type: "value" as const,
	name: unit,
	nameLocation: "end" as const,
	nameTextStyle: { color: muted, align: "left" as const, padding: [0, 0, 0, -24] },
	minInterval: 1,
	axisLabel: { color: muted, formatter: axisNumber },
	splitLine: { lineStyle: { color: line } },
});

const monthAxis = (figure: Figure, look: Look) => ({
	type: "category" as const,
	data: figure.lines.map(({ name }) => name),
	axisTick: { show: false },
	axisLine: { lineStyle: { color: line } },
	axisLabel: {
		color: ink,
		interval: 0,
		fontSize: look.narrow ? 10 : 12,
		formatter: look.narrow ? (name: string) => name.replace(/\D/g, "") || name : undefined,
	},
});

export function stackedOption(figure: Figure, look: Look): ChartOption {
	const colours = typeColours(figure.series.map(({ key }) => key));
	const totals = lineTotals(figure);
	return {
		...base(figure, look),
		color: colours,
		xAxis: monthAxis(figure, look),
		yAxis: valueAxis(look.unit),
		series: figure.series.map(({ name, values }, index) => ({
			type: "bar" as const,
			name,
			stack: "month",
			// Nothing is drawn of nothing, not even its border.
			data: values.map((value) => (value > 0 ? value : { value, itemStyle: { borderWidth: 0 } })),
			barMaxWidth: 46,
			// A line between parts, so that neighbours are told apart by more than colour.
			itemStyle: { borderColor: canvasPaper, borderWidth: 1 },
			emphasis: { focus: "series" as const },
			label:
				index === figure.series.length - 1 && !look.narrow
					? {
							show: true,
							position: "top" as const,
							color: muted,
							formatter: ({ dataIndex }: { dataIndex: number }) =>
								(totals[dataIndex] ?? 0) > 0 ? shortNumber(totals[dataIndex] ?? 0) : "",
						}
					: undefined,
		})),
	};
}

// Bars on a linear scale; on a logarithmic one dots, since the length of a bar would mean nothing.
export function yearsOption(figure: Figure, look: Look, isLog: boolean): ChartOption {
	const shared = { ...base(figure, look), color: yearColours(figure), xAxis: monthAxis(figure, look) };
	if (!isLog) {
		return {
			...shared,
			yAxis: valueAxis(look.unit),
			series: figure.series.map(({ name, values }) => ({ type: "bar" as const, name, data: values, barMaxWidth: 22, barGap: "10%" })),
		};
	}
	return {
		...shared,
		yAxis: { ...valueAxis(look.unit), type: "log" as const, logBase: 10, minInterval: undefined },
		series: figure.series.map(({ name, values }, index) => ({
			type: "line" as const,
			name,
			data: values.map((value) => (value > 0 ? value : null)),
			connectNulls: false,
			symbol: index === 0 ? "diamond" : "circle",
			symbolSize: 10,
			lineStyle: { width: 2, type: index === 0 ? ("dashed" as const) : ("solid" as const) },
		})),
	};
}

export function areasOption(figure: Figure, look: Look): ChartOption {
	return {
		...base(figure, look),
		grid: { left: 4, right: look.narrow ? 44 : 56, top: 4, bottom: 40, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
		color: yearColours(figure),
		xAxis: { ...valueAxis(""), axisLabel: { color: muted, formatter: axisNumber, hideOverlap: true } },
		yAxis: {
			type: "category",
			inverse: true,
			data: figure.lines.map(({ name }) => name),
			axisTick: { show: false },
			axisLine: { lineStyle: { color: line } },
			axisLabel: { color: ink, interval: 0, width: look.narrow ? 84 : 160, overflow: "truncate" },
		},
		series: figure.series.map(({ name, values }, index) => ({
			type: "bar" as const,
			name,
			data: values,
			barMaxWidth: 13,
			barGap: "10%",
			label: {
				show: index === figure.series.length - 1,
				position: "right" as const,
				color: ink,
				formatter: ({ value }: { value: unknown }) => (look.narrow ? shortNumber(Number(value)) : written(Number(value))),
			},
		})),
	};
}
