import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import typescript from "typescript-eslint";
import vueParser from "vue-eslint-parser";

export default typescript.config(
	{ ignores: ["node_modules/", "dist/", "src/components.d.ts", "src/console/components.d.ts"] },
	js.configs.recommended,
	...typescript.configs.strict,
	...vue.configs["flat/recommended"],
	{ files: ["pictures/*.mjs"], languageOptions: { globals: { process: "readonly", document: "readonly" } } },
	{
		files: ["**/*.ts", "**/*.vue"],
		languageOptions: {
			parser: vueParser,
			parserOptions: { parser: typescript.parser, extraFileExtensions: [".vue"] },
		},
		rules: {
			"no-undef": "off", // vue-tsc knows better
			eqeqeq: "error",
			"no-console": "error",
			"max-lines": ["error", { max: 500 }],
			"@typescript-eslint/no-non-null-assertion": "error",
			"@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
			"vue/html-indent": ["error", "tab"],
			"vue/max-attributes-per-line": "off",
			"vue/singleline-html-element-content-newline": "off",
			"vue/html-self-closing": ["error", { html: { void: "always" } }],
			"vue/multi-word-component-names": "off",
			"vue/require-default-prop": "off",
		},
	},
);
