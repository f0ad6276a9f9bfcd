/** @file The formats that can be read, in the order in which they are asked: the first that is surest reads. */
import { csv } from './csv'
import type { Format } from './define-format'
import { folder } from './folder'
import { idx } from './idx'
import { npy } from './npy'
import { npz } from './npz'
import { pictures } from './pictures'
import { texts } from './texts'
import { zip } from './zip'

export const formats: readonly Format[] = [csv, npy, npz, idx, pictures, texts, zip, folder]
