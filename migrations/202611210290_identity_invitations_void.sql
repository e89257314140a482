-- The operator's command line adds owners in the worker's role: an invitation of whoever is added is void.

SELECT runtime.grant_table('identity.invitations', app => '', work => 'UPDATE (cancelled_at)');
