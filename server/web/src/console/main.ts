import { createApp } from "vue";
import { guardInputMethods } from "@/common/input_method";
import App from "./App.vue";
import { router } from "./router";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-message.css";
import "./theme.css";

guardInputMethods();
createApp(App).use(router).mount("#app");
