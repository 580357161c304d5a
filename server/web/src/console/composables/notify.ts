// Short words to the person after something was done or went wrong. What failed says what to do next.
import { ElMessage } from "element-plus";
import "element-plus/es/components/message/style/css";
import { ProblemError } from "@/common/http";
import { t } from "@/console/texts";

export function done(text: string): void {
	ElMessage({ message: text, type: "success", duration: 3_000 });
}

// The server's own sentence where it gave one.
export function reasonOf(error: unknown): string {
	if (!(error instanceof ProblemError)) return t.value.common.noAnswer;
	return error.details.detail && error.status < 500 ? `${error.message} ${error.details.detail}` : error.message;
}

export function failed(error: unknown): void {
	ElMessage({ message: reasonOf(error), type: "error", duration: 6_000, showClose: true });
}

export async function copy(text: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		// Browsers without it, and pages that are not served by https.
		const area = document.createElement("textarea");
		area.value = text;
		document.body.append(area);
		area.select();
		document.execCommand("copy");
		area.remove();
	}
	done(t.value.common.copied);
}
