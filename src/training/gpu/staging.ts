/**
 * @file Staging: reads GPU buffers without blocking subsequent work, and reuses the staging buffers that it copies to.
 */

export interface Staging {
  /** Reads the words after all work submitted so far is done. */
  read(buffer: GPUBuffer, byteOffset: number, words: number): Promise<Float32Array<ArrayBuffer>>
  /** The number of staging buffers created so far. */
  bufferCount(): number
  close(): void
}

/** Creates the staging for buffers of this device. */
export function makeStaging(device: GPUDevice): Staging {
  const free: GPUBuffer[] = []
  const all = new Set<GPUBuffer>()
  let made = 0

  /**
   * Returns the smallest free buffer that is large enough but not too large, or a new one whose size is the next power
   * of two.
   */
  function take(bytes: number): GPUBuffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(256, bytes)))
    const at = free.findIndex((buffer) => buffer.size === size)
    if (at >= 0) return free.splice(at, 1)[0] as GPUBuffer
    const buffer = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    all.add(buffer)
    made++
    return buffer
  }

  return {
    async read(buffer, byteOffset, words) {
      const bytes = words * 4
      if (bytes === 0) return new Float32Array(0)
      const copy = take(bytes)
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(buffer, byteOffset, copy, 0, bytes)
      device.queue.submit([encoder.finish()])
      await copy.mapAsync(GPUMapMode.READ, 0, bytes)
      const values = new Float32Array(copy.getMappedRange(0, bytes).slice(0))
      copy.unmap()
      free.push(copy)
      return values
    },
    bufferCount: () => made,
    close() {
      for (const buffer of all) buffer.destroy()
      all.clear()
      free.length = 0
    },
  }
}
