/** @file The supported formats, in order of precedence: if several are equally certain, the first one is used. */
import { csv } from './csv'
import type { Format } from './define-format'
import { excel } from './excel'
import { folder } from './folder'
import { idx } from './idx'
import { json } from './json'
import { npy } from './npy'
import { npz } from './npz'
import { parquet } from './parquet'
import { images } from './images'
import { texts } from './texts'
import { zip } from './zip'

export const formats: readonly Format[] = [csv, json, parquet, excel, npy, npz, idx, images, texts, zip, folder]
