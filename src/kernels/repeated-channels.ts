/**
 * @file Repeat: loads the input channels of four output channels of a depthwise convolution; an input channel may have
 * several outputs.
 */
import { loadUpTo4 } from './simd-lanes'

// The offset of each lane from a pixel of x, in bytes.
let lane0: usize = 0
let lane1: usize = 0
let lane2: usize = 0
let lane3: usize = 0

/**
 * Sets `loadRepeated` up for the output channels starting at `channel`. Lanes beyond the last read the same as the
 * last.
 */
export function repeatFrom(channel: i32, channels: i32, many: i32): void {
  const last = channels - 1
  lane0 = <usize>(channel / many) << 2
  lane1 = <usize>(min(channel + 1, last) / many) << 2
  lane2 = <usize>(min(channel + 2, last) / many) << 2
  lane3 = <usize>(min(channel + 3, last) / many) << 2
}

/** For the pixel at x, the input channel of each output channel. */
// @ts-ignore: decorator
@inline
export function loadRepeated(x: usize, many: i32, left: i32): v128 {
  return many == 1 ? loadUpTo4(x + lane0, left) : gathered(x)
}

function gathered(x: usize): v128 {
  let v = v128.load32_zero(x + lane0)
  v = v128.load_lane<u32>(x + lane1, v, 1)
  v = v128.load_lane<u32>(x + lane2, v, 2)
  return v128.load_lane<u32>(x + lane3, v, 3)
}
