/** @file ExactProbe: the exact functions on their own, for their test; not part of the machine. */
import { exp, expm1OfNegative, log, sigmoid, softplus, tanh } from '../exact'

export function expOf(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, exp(v128.load(x + at)))
}

export function expm1OfNegatives(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, expm1OfNegative(v128.load(x + at)))
}

export function logOf(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, log(v128.load(x + at)))
}

export function sigmoidOf(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, sigmoid(v128.load(x + at)))
}

export function softplusOf(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, softplus(v128.load(x + at)))
}

export function tanhOf(x: usize, out: usize, size: i32): void {
  for (let at: usize = 0; at < (<usize>size) << 2; at += 16) v128.store(out + at, tanh(v128.load(x + at)))
}
