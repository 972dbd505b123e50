import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Evidence stays text (docs/ARCHITECTURE.md, Values): these would lose digits or microseconds. */
const evidenceRules = [
  {
    selector: "CallExpression[callee.object.name='JSON'][callee.property.name='parse']",
    message: 'JSON.parse loses digits. Evidence stays text: see shared/domain/jsonText.ts.',
  },
  {
    selector: "NewExpression[callee.name='Date']",
    message: 'Date keeps milliseconds only. Evidence stays text: see shared/domain/instant.ts.',
  },
];

/** Far reaches hide which layer is meant. */
const farReaches = {
  group: ['../../../*'],
  message: 'Use the alias: @shared/*, @engine/*, @renderer/*.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'release/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...evidenceRules],
      'no-restricted-imports': ['error', { patterns: [farReaches] }],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', message: 'The renderer has only the bridge (renderer/lib/bridge.ts).' },
          ],
          patterns: [farReaches],
        },
      ],
    },
  },
  {
    files: ['electron/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...evidenceRules,
        {
          selector: "MemberExpression[object.name='ipcMain']",
          message: 'One owner of ipcMain: electron/main/ipc/bind.ts.',
        },
      ],
    },
  },
  { files: ['electron/main/ipc/bind.ts'], rules: { 'no-restricted-syntax': ['error', ...evidenceRules] } },
  // The allow-list: JSON string literals, and JSON that is ours rather than evidence.
  {
    files: ['shared/domain/jsonText.ts', '**/*.test.{ts,tsx}', 'e2e/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
