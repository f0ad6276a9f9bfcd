/** @file The AssemblyScript sources that `npm run kernels` generates, by their names in `src/kernels/build`. */
import { activationKernels } from './assembly-activations'
import { lossKernels } from './assembly-losses'
import { optimizerKernels } from './assembly-optimizers'

/** The generated sources of the exact CPU engine. */
export function kernelSources(): Readonly<Record<string, string>> {
  return { 'losses.ts': lossKernels(), 'activations.ts': activationKernels(), 'optimizers.ts': optimizerKernels() }
}
