import js from "@eslint/js";
import prettier from "eslint-config-prettier/flat";
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
			"vue/multi-word-component-names": "off",
			"vue/require-default-prop": "off",
		},
	},
	{
		// Keys that belong to an input method: only src/common/input_method.ts knows them.
		files: ["src/**/*.ts", "src/**/*.vue"],
		ignores: ["src/common/input_method.ts"],
		rules: {
			"no-restricted-syntax": [
				"error",
				{
					selector: "BinaryExpression[left.property.name='key'] > Literal[value=/^(Enter|Escape)$/]",
					message: "An input method has this key too: isKey(event, enterKey) of src/common/input_method.ts.",
				},
				{
					selector: "CallExpression[callee.property.name=/^(addEventListener|on)$/] > Literal[value=/^key(up|press)$/]",
					message: "keyup and keypress cannot tell the Enter of an input method: keydown with src/common/input_method.ts.",
				},
			],
			"vue/no-restricted-syntax": [
				"error",
				{
					selector: "VAttribute[directive=true][key.name.name='on'][key.argument.name=/^key(up|press)$/]",
					message: "keyup and keypress cannot tell the Enter of an input method: @keydown with onKey.",
				},
				{
					selector:
						"VAttribute[directive=true][key.name.name='on'][key.argument.name='keydown'] > VDirectiveKey > VIdentifier[name=/^(enter|esc)$/]",
					message: "An input method has this key too: @keydown=\"onKey($event, 'Enter', …)\" of src/common/input_method.ts.",
				},
			],
		},
	},
	prettier, // the layout of lines is Prettier's alone
	{
		files: ["**/*.ts", "**/*.vue"],
		rules: {
			"max-len": [
				"error",
				{ code: 140, tabWidth: 4, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
			],
		},
	},
);
