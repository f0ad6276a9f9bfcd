/** @file useModels: the models in the registry, reloaded whenever models or aliases change. */

import { useState } from 'react'
import { errorMessage } from '../../../../base/result'
import type { Alias } from '../../../../catalog/lowered-stage'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { useOnChange } from '../../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'

/** The models; undefined during the first load. */
export function useModels(): readonly RegistryModel[] | undefined {
  const studio = useStudio()
  const run = useRunCommand()
  const models = useSelect((state) => state.models)
  const aliases = useSelect((state) => state.aliases)
  const [registryModels, setLines] = useState<readonly RegistryModel[]>()
  // What changed is what they are read again for.
  useOnChange([studio, run, models, aliases], () => {
    let current = true
    studio
      .run('registry.models')
      .then((read) => current && setLines(read as readonly RegistryModel[]))
      .catch((error: unknown) => {
        if (current) run('notice.show', { tone: 'bad', text: errorMessage(error) })
      })
    return () => {
      current = false
    }
  })
  return registryModels
}

// OpenPanel: identifies the panel that is open below a model in the registry.

/** A gate, a version, or the list of alias moves. */
export type OpenPanel =
  | { readonly kind: 'gate'; readonly model: string; readonly alias: Alias; readonly version: number | null }
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  | { readonly kind: 'moves'; readonly model: string }

/** A ref callback that scrolls its element into view. */
export function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
