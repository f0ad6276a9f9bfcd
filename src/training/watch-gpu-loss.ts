/** @file watchDevice: reports when a GPU is lost or rejects work; TensorFlow.js does not listen for these events. */
import { type Message, message } from '../messages/message'
import { tf } from './tensorflow'

type OnDeviceError = (reason: Message) => void

const watched = new WeakSet<object>()

/** Calls `onTrouble` when the device of the current backend is lost or reports an error. Registers once per device. */
export function watchDevice(onTrouble: OnDeviceError): void {
  const name = tf.getBackend()
  if (name === 'webgpu') watchGpu((tf.backend() as unknown as { readonly device: GPUDevice }).device, onTrouble)
  if (name === 'webgl') {
    const { gpgpu } = tf.backend() as unknown as { readonly gpgpu: { readonly gl: { readonly canvas: EventTarget } } }
    watchGl(gpgpu.gl.canvas, onTrouble)
  }
}

/** Like watchDevice, but for any GPU device. */
export function watchGpu(device: GPUDevice, onTrouble: OnDeviceError): void {
  if (watched.has(device)) return
  watched.add(device)
  device.lost.then(
    ({ message: why }) => onTrouble(message('device-lost', { why }) as Message),
    () => undefined,
  )
  // If a tensor is too large for the device, all its values silently become zero; this event is the only indication of
  // the error.
  device.addEventListener('uncapturederror', (event) => {
    onTrouble(message('gpu-refused', { why: event.error.message }) as Message)
  })
}

/**
 * Reports the loss of a WebGL context: afterwards, reads never return and weights read as zeros, so this event is the
 * only indication.
 */
function watchGl(canvas: EventTarget, onTrouble: OnDeviceError): void {
  if (watched.has(canvas)) return
  watched.add(canvas)
  canvas.addEventListener('webglcontextlost', () => {
    // not text: for bug reports
    onTrouble(message('device-lost', { why: 'the WebGL context was lost' }) as Message)
  })
}
