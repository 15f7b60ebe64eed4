import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["bin", "docs", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Loading lazily, or by a computed name, takes a require in CommonJS.
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  {
    files: ["policies/**"],
    rules: {
      // A reference is always truthy: `if (account.properties.disableLocalAuth)` would judge nothing.
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  // Values in tests come out of JSON, where text is text.
  {
    files: ["test/**", "tools/engine/azure-native-stand-in/**"],
    rules: { "@typescript-eslint/no-base-to-string": "off" },
  },
  { files: ["**/*.mjs", "**/*.js", "examples/**"], ...tseslint.configs.disableTypeChecked },
);
