/** @file watchDevice: hears when the GPU is lost or refuses work; tf.js listens to neither. */
import { type Message, message } from '../base/messages/message'
import { tf } from './tf'

const watched = new WeakSet<object>()

/** Calls `onTrouble` when the device of the WebGPU backend in use is lost or reports an error of its own. Once a device. */
export function watchDevice(onTrouble: (said: Message) => void): void {
  if (tf.getBackend() !== 'webgpu') return
  const { device } = tf.backend() as unknown as { readonly device?: GPUDevice }
  if (!device || watched.has(device)) return
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
