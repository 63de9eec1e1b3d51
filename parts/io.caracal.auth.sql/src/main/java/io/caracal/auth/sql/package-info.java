/**
 * Users and rules in the tables of a database that a connector reaches: the tables and queries that operators of EMQX have, whichever
 * database it is. This package belongs to no bundle of its own; those of the providers carry it inside.
 */
@NullMarked
package io.caracal.auth.sql;

import org.jspecify.annotations.NullMarked;
