/** @file useRequest: the open request as the log has it now, and its input. */
import { useEffect, useState } from 'react'
import { requestOf, type RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import type { AppContext } from '../../../../studio/context'
import type { RequestInput, ServiceSet } from '../../../../studio/operate/request-input'
import { useStudio } from '../../../studio-context'
import { useDesk, useOperate } from '../use-operate'

export interface LookedAt {
  readonly book: Book
  /** Undefined where it is no longer among the latest 200,000. */
  readonly record: RequestRecord | undefined
}

/** Read again as the log grows, because a label may arrive. */
export function useRequest(id: number): LookedAt | undefined {
  const desk = useDesk()
  useOperate((state) => state.grown)
  const { book, fold, seed } = desk.log()
  return book && { book, record: requestOf(fold.ring, book, seed, id) }
}

export interface Brought {
  readonly input: RequestInput | undefined
  /** Undefined where no version answers. */
  readonly set: ServiceSet | undefined
}

/** The input of a request; undefined while it is read. */
export function useBrought(id: number): Brought | undefined {
  const studio = useStudio() as AppContext
  const [found, setFound] = useState<Brought & { readonly of: number }>()
  useEffect(() => {
    let left = false
    const look = async () => {
      const { requestInput, serviceSet } = await import('../../../../studio/operate/request-input')
      const [input, set] = await Promise.all([
        requestInput(studio, id).catch(() => undefined),
        serviceSet(studio).catch(() => undefined),
      ])
      if (!left) setFound({ of: id, input, set })
    }
    void look()
    return () => {
      left = true
    }
  }, [studio, id])
  return found?.of === id ? found : undefined
}
