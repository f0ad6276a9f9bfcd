/** @file Makes the sentences of bringing files in sayable: imported for that by the worker's side and by the client of it. */
import { ingest } from './en/ingest'
import { learnSentences } from './message'

learnSentences(ingest)
