import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/gen'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ['*.js', '*.ts', 'e2e/*.mjs'], languageOptions: { globals: { ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The hash is the address: there is no router to resolve against.
      'svelte/no-navigation-without-resolve': 'off',
      'no-undef': 'off',
      // Long lists are replaced whole (`$state.raw`) and never followed row by row: that is what keeps them fast.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
);
