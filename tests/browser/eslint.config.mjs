import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "module",
      globals: { ...globals.browser, L: "readonly" },
    },
    rules: {
      complexity: ["error", 10],
      eqeqeq: ["error", "smart"],
      "prefer-const": "error",
    },
  },
];
