/** The one dictionary: what each Vietnamese sentence of the program is in English. */
export const english: Record<string, string> = {}
