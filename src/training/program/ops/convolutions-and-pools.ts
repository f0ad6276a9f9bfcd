/** @file Convolutions and pools. */
import type { Accumulates, Activation, ConvShape, Gate, View } from './operands'

export type ImageOp =
  /** Kernel w is [kh, kw, in, out]; out = act(x * w + bias), where * is the convolution. */
  | {
      readonly op: 'conv2d'
      readonly x: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
    }
  /**
   * The gradient of x. With bias and activation, it serves as the forward pass of a transposed convolution: act(... +
   * bias), with one bias per input channel.
   */
  | ({
      readonly op: 'conv2dInputGrad'
      readonly dy: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
      readonly gate?: Gate
    } & Accumulates)
  | ({
      readonly op: 'conv2dFilterGrad'
      readonly x: View
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
    } & Accumulates)
  /**
   * Kernel w is [kh, kw, in, multiplier]; output channel = input channel * multiplier + q; outChannels = inChannels *
   * multiplier.
   */
  | {
      readonly op: 'depthwise'
      readonly x: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly bias?: View
      readonly activation?: Activation
    }
  | ({
      readonly op: 'depthwiseInputGrad'
      readonly dy: View
      readonly w: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
  | ({
      readonly op: 'depthwiseFilterGrad'
      readonly x: View
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
    } & Accumulates)
  /**
   * inChannels = outChannels. For each result, `places` receives the index in x (u32, relative to x's offset) of the
   * maximum; if there are several, the first one.
   */
  | { readonly op: 'maxPool'; readonly x: View; readonly out: View; readonly places: View; readonly shape: ConvShape }
  | ({
      readonly op: 'maxPoolGrad'
      readonly dy: View
      readonly places: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
  /** The mean over the positions of the window that lie inside the image. */
  | { readonly op: 'averagePool'; readonly x: View; readonly out: View; readonly shape: ConvShape }
  | ({
      readonly op: 'averagePoolGrad'
      readonly dy: View
      readonly out: View
      readonly shape: ConvShape
      readonly gate?: Gate
    } & Accumulates)
