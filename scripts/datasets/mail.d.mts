export interface Mail {
  readonly text: string
  readonly people: readonly string[]
}
export interface KnownNames {
  readonly people: ReadonlyMap<string, readonly string[]>
  readonly first: ReadonlySet<string>
  readonly alone: ReadonlySet<string>
}
export function readMail(source: string): Mail
export function knownNames(mails: readonly Mail[], firstNames: readonly string[]): KnownNames
export function scrub(mail: Mail, names: KnownNames, longest: number): string
