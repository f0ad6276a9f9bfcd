/** @file useNotation: the number and date notation in the files of the dataset in use. */
import { useMemo } from 'react'
import { type Notation, notationOf } from '../../../../data/parse-entered-values'
import { useSelect } from '../../../studio-context'

/** Returns the notation; empty if no files determine it, as for a built-in dataset. */
export function useNotation(): Notation {
  const id = useSelect(({ project }) => project.data.dataset)
  const read = useSelect(({ sets }) => sets.sets.find((record) => record.id === id)?.read)
  return useMemo(() => notationOf(read), [read])
}
