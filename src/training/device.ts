/** @file watchDevice: hears when the GPU is lost or refuses work; tf.js listens to neither. */
import { type Message, message } from '../messages/message'
import { tf } from './tf'

type OnTrouble = (said: Message) => void

const watched = new WeakSet<object>()

/** Calls `onTrouble` when the device of the backend in use is lost or reports an error of its own. Once a device. */
export function watchDevice(onTrouble: OnTrouble): void {
  const name = tf.getBackend()
  if (name === 'webgpu') watchGpu((tf.backend() as unknown as { readonly device: GPUDevice }).device, onTrouble)
  if (name === 'webgl') {
    const { gpgpu } = tf.backend() as unknown as { readonly gpgpu: { readonly gl: { readonly canvas: EventTarget } } }
    watchGl(gpgpu.gl.canvas, onTrouble)
  }
}

/** The same for a GPU device of whomever. */
export function watchGpu(device: GPUDevice, onTrouble: OnTrouble): void {
  if (watched.has(device)) return
  watched.add(device)
  device.lost.then(
    ({ message: why }) => onTrouble(message('device-lost', { why }) as Message),
    () => undefined,
  )
  // A tensor too large for the device becomes zeros without an exception: this event is the only sign.
  device.addEventListener('uncapturederror', (event) => {
    onTrouble(message('gpu-refused', { why: event.error.message }) as Message)
  })
}

/** After a lost context, readings never come and weights read as zeros: the event is the only sign. */
function watchGl(canvas: EventTarget, onTrouble: OnTrouble): void {
  if (watched.has(canvas)) return
  watched.add(canvas)
  canvas.addEventListener('webglcontextlost', () => {
    onTrouble(message('device-lost', { why: 'the WebGL context was lost' }) as Message)
  })
}
