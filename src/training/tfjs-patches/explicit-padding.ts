/**
 * @file Passes padding 'same' to convolutions on WASM as explicit numbers. XNNPACK computes this padding incorrectly if
 * the stride is larger than the window and the last window ends before the image does, which would make the padding
 * negative.
 */
import { tf } from '../tensorflow'
import type { KernelCall } from './wasm-memory'

type Kernel = (call: KernelCall<'x' | 'filter'>) => tf.TensorInfo
type Shape4 = [number, number, number, number]

/** Wraps a convolution kernel of the backend. */
export function withExplicitPadding(own: Kernel): Kernel {
  return (call) =>
    call.attrs.pad === 'same' ? own({ ...call, attrs: { ...call.attrs, pad: padsOf(call) } }) : own(call)
}

function padsOf({ inputs, attrs }: KernelCall<'x' | 'filter'>): number[][] {
  const { padInfo } = tf.backend_util.computeConv2DInfo(
    inputs.x.shape as Shape4,
    // Only the window size matters for the padding. The depth is replaced, because the filters of depthwise
    // convolutions define it differently.
    [inputs.filter.shape[0] as number, inputs.filter.shape[1] as number, inputs.x.shape[3] as number, 1],
    attrs.strides as number,
    (attrs.dilations ?? 1) as number,
    'same',
  )
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]
}
