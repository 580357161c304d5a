// Prints TypeScript: of the OpenAPI document named as the argument a type for each of its components/schemas, by its name.
//
// Called by tools/api-types. Paths and parameters are left out: the pages name what an answer is where they ask for it.
import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { load } from "js-yaml";

const document = load(readFileSync(process.argv[2], "utf8"));
const types = await openapiTS(
	{ openapi: document.openapi, info: document.info, paths: {}, components: { schemas: document.components.schemas } },
	{ rootTypes: true, rootTypesNoSchemaPrefix: true, alphabetize: false, silent: true },
);
console.log("// Made from schema/openapi.yaml by tools/api-types, and checked by tools/test: not to be edited.");
console.log(astToString(types).trimEnd());
