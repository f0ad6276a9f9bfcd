/** @file Messages from the checks of training, such as the one-batch test, keyed by code. */
import { defineMessages } from '../define'

export const insight = defineMessages('insight', {
  'insight-busy': 'Another measurement is in progress. Wait a few seconds.',
  'no-machine': (a: { backend: string }) => `Netloom has no engine for "${a.backend}". Use wasm or webgpu.`,
})
