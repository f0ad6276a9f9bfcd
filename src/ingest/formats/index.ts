/** @file The supported formats, in order of precedence: if several are equally certain, the first one is used. */
import type { Format } from '../define-format'
import { idx, npy, npz } from './arrays'
import { csv } from './csv'
import { excel } from './excel'
import { images } from './images'
import { json } from './json'
import { folder, zip } from './mixed-files'
import { parquet } from './parquet'
import { texts } from './texts'

export const formats: readonly Format[] = [csv, json, parquet, excel, npy, npz, idx, images, texts, zip, folder]
