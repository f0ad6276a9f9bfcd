/** @file Finds the built-in datasets that are completely stored on this device and therefore need no server. */
import { useState } from 'react'
import { datasets } from '../../../catalog/datasets/all'
import { readManifest } from '../../../data/dataset-manifest'
import type { Storage } from '../../../storage/records'
import { useOnChange } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'

/** Ids of the datasets whose files are all on this device; checked again when the dataset in use changes. */
export function useStoredDatasets(): ReadonlySet<string> {
  const { storage } = useStudio()
  const tag = useSelect((state) => state.data.tag)
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  // Files may have been downloaded when `tag` changes.
  useOnChange([storage, tag], () => {
    let closed = false
    void storedDatasets(storage.chunks).then((result) => {
      if (!closed) setKept(result)
    })
    return () => {
      closed = true
    }
  })
  return kept
}

/**
 * Ids of the datasets whose files are all in this storage. Generated datasets are always available and therefore not
 * listed.
 */
export async function storedDatasets(chunks: Pick<Storage['chunks'], 'get' | 'has'>): Promise<ReadonlySet<string>> {
  const result = new Set<string>()
  for (const { schema, rows } of datasets) {
    if (rows.kind !== 'chunks') continue
    const bytes = await chunks.get(`manifest:${schema.id}`).catch(() => undefined)
    const manifest = bytes && readManifest(new TextDecoder().decode(bytes), schema)
    if (!manifest?.ok) continue
    const here = await chunks.has(manifest.value.chunks.map(({ sha256 }) => sha256)).catch(() => [false])
    if (here.every(Boolean)) result.add(schema.id)
  }
  return result
}
