/** @file The formats that can be read, in the order in which they are asked: the first that is surest reads. */
import { csv } from './csv'
import type { Format } from './define-format'
import { excel } from './excel'
import { folder } from './folder'
import { idx } from './idx'
import { json } from './json'
import { npy } from './npy'
import { npz } from './npz'
import { parquet } from './parquet'
import { pictures } from './pictures'
import { texts } from './texts'
import { zip } from './zip'

export const formats: readonly Format[] = [csv, json, parquet, excel, npy, npz, idx, pictures, texts, zip, folder]
