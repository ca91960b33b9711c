/** Who is asked where the rules of a task find nobody. */
export const standInRole = 'sales-head';
