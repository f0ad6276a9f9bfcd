/** @file Makes the sentences of bringing files in sayable: imported for that by the worker's side and by the client of it. */
import { ingest } from './en/ingest'
import { ingestArrays } from './en/ingest-arrays'
import { ingestFiles } from './en/ingest-files'
import { learnSentences } from './message'

learnSentences({ ...ingest, ...ingestArrays, ...ingestFiles })
