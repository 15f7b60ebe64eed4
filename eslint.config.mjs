import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["bin", "docs", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // A reference is always truthy: `if (account.properties.disableLocalAuth)` would judge nothing.
      "@typescript-eslint/no-unnecessary-condition": "error",
    },
  },
  { files: ["**/*.mjs", "**/*.js", "examples/**"], ...tseslint.configs.disableTypeChecked },
);
