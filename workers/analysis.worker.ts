/** @file The analysis worker: analyzes datasets, controlled through its message port. */

import { serveAnalysis } from '../src/analysis/serve-analysis'
import { deliverEarly } from '../src/base/early-worker-messages'
import { fileReader, setBlobReader } from '../src/data/paged-columns'

setBlobReader(fileReader())

serveAnalysis(globalThis as unknown as DedicatedWorkerGlobalScope)
deliverEarly()
