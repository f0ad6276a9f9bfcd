/** @file Which sets are kept on this device in full: they need no server. */
import { useEffect, useState } from 'react'
import { datasets } from '../../../catalog/datasets/all'
import { readManifest } from '../../../data/manifest'
import type { Storage } from '../../../storage/records'
import { useSelect, useStudio } from '../../studio-context'

/** The ids of the sets whose every file is here; looked up again whenever the data in use changes. */
export function useKeptSets(): ReadonlySet<string> {
  const { storage } = useStudio()
  const tag = useSelect((state) => state.data.tag)
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `tag` is when files may have come
  useEffect(() => {
    let closed = false
    void keptSets(storage.chunks).then((found) => {
      if (!closed) setKept(found)
    })
    return () => {
      closed = true
    }
  }, [storage, tag])
  return kept
}

/** The ids of the sets that are whole among these files; generated ones are always there and not listed. */
export async function keptSets(chunks: Pick<Storage['chunks'], 'get' | 'has'>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const { schema, rows } of datasets) {
    if (rows.kind !== 'chunks') continue
    const bytes = await chunks.get(`manifest:${schema.id}`).catch(() => undefined)
    const manifest = bytes && readManifest(new TextDecoder().decode(bytes), schema)
    if (!manifest?.ok) continue
    const here = await chunks.has(manifest.value.chunks.map(({ sha256 }) => sha256)).catch(() => [false])
    if (here.every(Boolean)) found.add(schema.id)
  }
  return found
}
