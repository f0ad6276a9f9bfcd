/** @file English sentences of what is found out before and beside a training: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
export const insight = defineMessages('insight', {
  'insight-busy': (_: object) => 'Something else is being found out just now; it takes a few seconds.',
  'no-machine': (a: { backend: string }) => `"${a.backend}" has no engine of ours; wasm and webgpu have one.`,
})
