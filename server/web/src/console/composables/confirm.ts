// Asks before something that is not easily undone, and says what will happen.
import { ElMessageBox } from "element-plus";
import "element-plus/es/components/message-box/style/css";
import { t } from "@/console/texts";

export async function confirmed(question: { title: string; text: string; button: string; danger?: boolean }): Promise<boolean> {
	try {
		await ElMessageBox.confirm(question.text, question.title, {
			confirmButtonText: question.button,
			cancelButtonText: t.value.common.cancel,
			confirmButtonType: question.danger ? "danger" : "primary",
			customClass: "asking",
			autofocus: !question.danger,
		});
		return true;
	} catch {
		return false;
	}
}
