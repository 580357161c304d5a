// The address of a screen whose file could not be read, offline or since it was cut short; null: none. Set by router.ts.
import { ref } from "vue";

export const failedScreen = ref<string | null>(null);
