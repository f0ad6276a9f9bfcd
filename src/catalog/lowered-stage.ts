/**
 * @file Lowered stages: the class name and settings of each stage of a service as plain JSON, which is all that the
 * runtime reads.
 */

/**
 * The settings of each stage class; the file of each stage adds its own. Shares are percentages, thresholds are
 * probabilities.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the files of the stages add to it.
export interface StageConfigs {}
export type StageClass = keyof StageConfigs

export const ALIASES = ['champion', 'challenger', 'shadow'] as const
/** A name that points to a version of a model and can be moved to another version. */
export type Alias = (typeof ALIASES)[number]
/** The alias index stored in a log for requests that specified a version number instead of an alias. */
export const NO_ALIAS = 0xff
