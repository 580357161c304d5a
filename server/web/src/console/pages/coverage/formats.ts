// Numbers and times as they stand in tables.
import { shanghaiClock, shanghaiDay } from "@/common/calendar";

const numbers = new Intl.NumberFormat("zh-CN");

export const number = (value: number): string => (value < 1000 ? String(value) : numbers.format(value));

// "2015-11-03"
export const day = (time: string): string => shanghaiDay(Date.parse(time));

// "2015-11-03 09:30"
export const dayAndClock = (time: string): string => `${day(time)} ${shanghaiClock(Date.parse(time))}`;
