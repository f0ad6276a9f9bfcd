/**
 * @file patchCpu: fixes the gradient of nearest-neighbor resizing on the CPU backend, which uses incorrect strides for
 * every sample after the first.
 */
import { tf } from '../tensorflow'

interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: Float32Array } }
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo
}
type Shape4 = [number, number, number, number]

/** Registers the patched kernel. Call it after the backend's code is loaded. */
export function patchCpu(): void {
  const kernelName = 'ResizeNearestNeighborGrad'
  if (tf.getKernel(kernelName, 'cpu')) tf.unregisterKernel(kernelName, 'cpu')
  tf.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { images, dy } = inputs as { images: tf.TensorInfo; dy: tf.TensorInfo }
      const cpu = backend as unknown as CpuBackend
      const slopes = cpu.data.get(dy.dataId).values
      const aligned = (attrs as { alignCorners?: boolean } | undefined)?.alignCorners === true
      const dx = resizeGradient(slopes, dy.shape as Shape4, images.shape as Shape4, aligned)
      return cpu.makeTensorInfo(images.shape, 'float32', dx)
    },
  })
}

/** Adds the gradient of each output pixel to the pixel from which it was copied. */
function resizeGradient(dy: Float32Array, from: Shape4, to: Shape4, aligned: boolean): Float32Array {
  const [batch, outHeight, outWidth, depth] = from
  const [, height, width] = to
  const rows = sources(outHeight, height, aligned)
  const columns = sources(outWidth, width, aligned)
  const dx = new Float32Array(batch * height * width * depth)
  let at = 0
  for (let b = 0; b < batch; b++) {
    for (const y of rows) {
      for (const x of columns) {
        const base = ((b * height + y) * width + x) * depth
        for (let c = 0; c < depth; c++) dx[base + c] = (dx[base + c] as number) + (dy[at++] as number)
      }
    }
  }
  return dx
}

/** The source pixel of each output pixel along one axis, computed as in the forward kernel. */
function sources(out: number, size: number, aligned: boolean): number[] {
  const scale = aligned && out > 1 ? (size - 1) / (out - 1) : size / out
  return Array.from({ length: out }, (_, i) =>
    Math.min(size - 1, aligned ? Math.round(i * scale) : Math.floor(i * scale)),
  )
}
