import js from "@eslint/js";
import prettier from "eslint-config-prettier/flat";
import vue from "eslint-plugin-vue";
import typescript from "typescript-eslint";
import vueParser from "vue-eslint-parser";
import layers from "./build/import_layers.js";

// What the oldest browsers that are promised work do not have (phone: Chrome 80, Safari 14; console: Chrome 87, Firefox 83, Safari
// 14) and the build does not bring: tests/e2e/old_browsers.test.ts opens every page without them too.
const missingMethods =
	/^(at|findLast|findLastIndex|toReversed|toSorted|toSpliced|groupBy|hasOwn|withResolvers|fromAsync|isWellFormed|toWellFormed|throwIfAborted|randomUUID|replaceChildren|showModal|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)$/;
const missing = [
	{
		selector: `CallExpression > MemberExpression.callee[property.name=${missingMethods}]`,
		message: "Browsers that are promised work do not have it (Chrome 87, Safari 14).",
	},
	{
		selector: "CallExpression > MemberExpression.callee[object.name='AbortSignal'][property.name=/^(timeout|any)$/]",
		message: "Browsers that are promised work do not have it (Chrome 103).",
	},
	{ selector: "NewExpression[callee.name='Error'][arguments.length=2]", message: "The cause of an error is dropped before Chrome 93." },
	{ selector: "Literal[regex.flags=/[dv]/]", message: "Flags d and v of regular expressions are of Chrome 90 and 112." },
	{ selector: "Literal[regex.pattern=/\\(\\?<[=!]/]", message: "Safari before 16.4 cannot look behind: the whole page stays empty." },
];

export default typescript.config(
	{ ignores: ["node_modules/", "dist/", "src/components.d.ts", "src/console/components.d.ts", "src/common/api/schema.ts"] },
	js.configs.recommended,
	...typescript.configs.strict,
	...vue.configs["flat/recommended"],
	{
		// Read by browsers that know nothing newer.
		files: ["public/*.js"],
		languageOptions: {
			ecmaVersion: 5,
			sourceType: "script",
			globals: { window: "readonly", document: "readonly", navigator: "readonly" },
		},
	},
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
		files: ["src/**/*.ts", "src/**/*.vue"],
		plugins: { bajin: layers },
		rules: { "bajin/import-layers": "error" },
	},
	{
		// Keys that belong to an input method: only src/common/input_method.ts knows them.
		files: ["src/**/*.ts", "src/**/*.vue"],
		ignores: ["src/common/input_method.ts"],
		rules: {
			"no-restricted-globals": ["error", "structuredClone"],
			"no-restricted-syntax": [
				"error",
				...missing,
				{
					selector: "BinaryExpression[left.property.name='key'] > Literal[value=/^(Enter|Escape)$/]",
					message: "An input method has this key too: isKey(event, enterKey) of src/common/input_method.ts.",
				},
				{
					selector: "CallExpression[callee.property.name=/^trim(Start|End)?$/]",
					message: "trim() leaves what nobody can see (U+200B, U+2060, U+3164): trimmed() of src/common/plain_text.ts.",
				},
				{
					selector: "CallExpression[callee.property.name=/^(addEventListener|on)$/] > Literal[value=/^key(up|press)$/]",
					message: "keyup and keypress cannot tell the Enter of an input method: keydown with src/common/input_method.ts.",
				},
			],
			"vue/no-restricted-syntax": [
				"error",
				...missing,
				{
					selector: "CallExpression[callee.property.name=/^trim(Start|End)?$/]",
					message: "trim() leaves what nobody can see (U+200B, U+2060, U+3164): trimmed() of src/common/plain_text.ts.",
				},
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
	{
		files: ["src/phone/**", "src/common/**"],
		rules: {
			"no-restricted-properties": [
				"error",
				{ property: "replaceAll", message: "Chrome 80 does not have it (85)." },
				{ object: "Promise", property: "any", message: "Chrome 80 does not have it (85)." },
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
